package chat.domain.matching;

import java.util.List;

/**
 * How a message matches what was wanted.
 *
 * @param grade 0 when every term matches to the letter; each term that does so less well adds to it
 * @param highlights where in the message's text the terms are, in order and apart from each other
 */
public record Match(int grade, List<Span> highlights) {
  public Match {
    highlights = List.copyOf(highlights);
  }
}
