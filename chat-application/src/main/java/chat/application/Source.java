package chat.application;

/**
 * Where calls come from, such as one address of the network: those of one source share what is
 * scarce, so that no source takes it from the others. Its key means nothing here.
 */
public record Source(String key) {}
