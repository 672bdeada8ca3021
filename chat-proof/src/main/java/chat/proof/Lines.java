package chat.proof;

import chat.proof.check.Entry;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A history as a file for people and their tools: a JSON object on each line. */
final class Lines {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Lines() {}

  static void write(List<Entry> entries, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      for (var entry : entries) {
        out.write(JSON.writeValueAsString(Map.of(entry.getClass().getSimpleName(), entry)));
        out.write('\n');
      }
    }
  }
}
