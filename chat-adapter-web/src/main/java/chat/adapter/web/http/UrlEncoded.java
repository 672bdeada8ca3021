package chat.adapter.web.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields as a form or the query of a URL carries them, in UTF-8 (WHATWG URL, section 5.1), but
 * strict where that replaces what is malformed.
 */
final class UrlEncoded {
  private UrlEncoded() {}

  /**
   * The fields by name; of one that is given twice, the last.
   *
   * @throws Malformed when a percent sign isn't followed by two hex digits, or the bytes aren't
   *     UTF-8
   */
  static Map<String, String> parse(String encoded) throws Malformed {
    var fields = new HashMap<String, String>();
    for (var field : encoded.split("&", -1)) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        var name = equals < 0 ? field : field.substring(0, equals);
        var value = equals < 0 ? "" : field.substring(equals + 1);
        fields.put(decode(name), decode(value));
      }
    }
    return fields;
  }

  private static String decode(String encoded) throws Malformed {
    if (encoded.chars().allMatch(c -> c < 0x80 && c != '%' && c != '+')) {
      return encoded;
    }
    var bytes = new ByteArrayOutputStream(encoded.length());
    var raw = encoded.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '+') {
        bytes.write(' ');
      } else if (raw[i] != '%') {
        bytes.write(raw[i]);
      } else {
        boolean whole = i + 2 < raw.length;
        int high = whole ? Character.digit(raw[i + 1], 16) : -1;
        int low = whole ? Character.digit(raw[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          throw new Malformed();
        }
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    try {
      var utf8 = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed();
    }
  }

  /** The text isn't well-formed. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("malformed form", null, false, false);
    }
  }
}
