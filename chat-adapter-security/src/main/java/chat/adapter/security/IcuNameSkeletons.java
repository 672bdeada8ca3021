package chat.adapter.security;

import chat.domain.NameSkeletons;
import chat.domain.Skeleton;
import chat.domain.Text;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.util.VersionInfo;
import java.text.Normalizer;

/**
 * Skeletons as Unicode Technical Standard 39 has them, from ICU's tables of confusable characters,
 * for names that are the same whatever their case.
 *
 * <p>The standard's skeletons mind the case, and look at each character as it is written: capital
 * Cyrillic {@code В} looks like a Latin {@code B}, the small one like no Latin letter. So what
 * isn't ASCII is replaced as it is written first, then case is removed, then everything is
 * replaced. Capital {@code I} looks like a small {@code l} and is the same as a small {@code i},
 * therefore all three are one, and so are {@code 0} and {@code o}.
 *
 * <p>Thread-safe; the first call loads the tables, which takes some tenths of a second.
 */
public final class IcuNameSkeletons implements NameSkeletons {
  /** To be raised when the code below changes what comes out. */
  private static final String ALGORITHM = "1";

  /** Made by the first who needs it. */
  private static final class Tables {
    static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();
  }

  @Override
  public Skeleton of(String name) {
    var asWritten = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(c -> asWritten.append(c < 0x80 ? Character.toString(c) : replaced(c)));
    var skeleton = replaced(Text.folded(asWritten.toString()));
    return new Skeleton(Text.folded(skeleton).replace('i', 'l').strip().replaceAll("\\s+", " "));
  }

  private static String replaced(int character) {
    return replaced(Character.toString(character));
  }

  private static String replaced(String text) {
    return Tables.CONFUSABLES.getSkeleton(text);
  }

  @Override
  public String version() {
    return ALGORITHM + "-icu-" + VersionInfo.ICU_VERSION;
  }
}
