/** What the jar consists of, and under which licences. */
package chat.system.sbom;
