package chat.adapter.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Any form or query: its fields, or refused as malformed. */
class UrlEncodedFuzzTest {
  @FuzzTest
  void any_form_is_fields_or_malformed(byte[] utf8) throws UrlEncoded.Malformed {
    var form = new String(utf8, StandardCharsets.UTF_8);
    Map<String, String> fields;
    try {
      fields = UrlEncoded.parse(form);
    } catch (UrlEncoded.Malformed refused) {
      return;
    }

    int read = fields.entrySet().stream().mapToInt(UrlEncodedFuzzTest::length).sum();
    assertThat(read).isLessThanOrEqualTo(form.length());
    var written =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    assertThat(UrlEncoded.parse(written)).isEqualTo(fields);
  }

  private static int length(Map.Entry<String, String> field) {
    return field.getKey().length() + field.getValue().length();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
