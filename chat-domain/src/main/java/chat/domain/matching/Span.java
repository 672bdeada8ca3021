package chat.domain.matching;

import chat.domain.InvalidValue;

/** A part of a text, from {@code start} up to but without {@code end}, in UTF-16 units. */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end <= start) {
      throw new InvalidValue("span", "must not be empty");
    }
  }
}
