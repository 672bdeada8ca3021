/** The pages, in a real browser, before the jar as people run it. */
package chat.system.browser;
