package chat.proof.check;

/**
 * What a number of a room stands for, as the first observer was told.
 *
 * @param witness who that was
 */
record Place(Event.Kind kind, long id, long messageSeq, String author, String witness) {
  boolean isSameAs(Place other) {
    return kind == other.kind
        && id == other.id
        && messageSeq == other.messageSeq
        && author.equals(other.author);
  }

  String text() {
    var what =
        switch (kind) {
          case MESSAGE -> "message " + id;
          case EDIT -> "an edit of message " + id + " (" + messageSeq + ")";
          case DELETION -> "the deletion of message " + id + " (" + messageSeq + ")";
        };
    return what + " by " + author + " (" + witness + ")";
  }
}
