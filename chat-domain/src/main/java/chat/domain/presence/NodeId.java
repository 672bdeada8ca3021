package chat.domain.presence;

import chat.domain.InvalidValue;

/**
 * Names one run of a node; positive. A node that starts again, or whose entries the others have
 * given up, has another one.
 */
public record NodeId(long value) {
  public NodeId {
    if (value < 1) {
      throw new InvalidValue("node_id", "must be positive");
    }
  }
}
