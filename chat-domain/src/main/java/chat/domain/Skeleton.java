package chat.domain;

/** What a name looks like: equal for names that a reader could take for one another. */
public record Skeleton(String value) {}
