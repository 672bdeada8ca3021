package chat.adapter.search.lucene;

import chat.domain.matching.Word;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The domain's words, as Lucene takes them. Used again and again, by one thread. */
final class WordStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private Iterator<Word> words = List.<Word>of().iterator();

  /** What comes next. */
  WordStream of(List<Word> others) {
    words = others.iterator();
    return this;
  }

  @Override
  public boolean incrementToken() {
    if (!words.hasNext()) {
      return false;
    }
    clearAttributes();
    term.append(words.next().term());
    return true;
  }
}
