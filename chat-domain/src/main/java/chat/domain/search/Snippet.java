package chat.domain.search;

import chat.domain.matching.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of a message as is shown of a hit: all of a short one, and of a long one the part around
 * the first thing that was found, with an ellipsis where something is left out. Plain text.
 *
 * @param highlights what was found in it, in order and apart from each other
 */
public record Snippet(String text, List<Span> highlights) {
  public static final int MAX_LENGTH = 240;

  private static final int BEFORE = 60;
  private static final int BLANK_WITHIN = 20;
  private static final String ELLIPSIS = "…";

  public Snippet {
    highlights = List.copyOf(highlights);
  }

  /**
   * @param highlights in order and apart from each other
   */
  public static Snippet of(String text, List<Span> highlights) {
    if (text.length() <= MAX_LENGTH) {
      return new Snippet(text, highlights);
    }
    int first = highlights.isEmpty() ? 0 : highlights.get(0).start();
    int start = first <= BEFORE ? 0 : afterBlank(text, first - BEFORE, first);
    start = Math.min(start, onCharacter(text, text.length() - (MAX_LENGTH - 2)));
    int end = Math.min(text.length(), start + MAX_LENGTH - 2);
    end = end == text.length() ? end : beforeBlank(text, end);
    var head = start > 0 ? ELLIPSIS : "";
    var tail = end < text.length() ? ELLIPSIS : "";
    int shift = head.length() - start;
    var shown = new ArrayList<Span>();
    for (var span : highlights) {
      // One that the end cuts through is shown as far as it goes.
      if (span.start() >= start && span.start() < end) {
        shown.add(new Span(span.start() + shift, Math.min(span.end(), end) + shift));
      }
    }
    return new Snippet(head + text.substring(start, end) + tail, shown);
  }

  private static int afterBlank(String text, int from, int most) {
    for (int i = from; i < Math.min(most, from + BLANK_WITHIN); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return onCharacter(text, from);
  }

  private static int beforeBlank(String text, int to) {
    for (int i = to; i > to - BLANK_WITHIN; i--) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return onCharacter(text, to);
  }

  /** Never between the halves of a character. */
  private static int onCharacter(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
