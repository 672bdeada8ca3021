package chat.adapter.persistence.message;

/** What a search needs to know of a message. */
record Said(long seq, String content) {}
