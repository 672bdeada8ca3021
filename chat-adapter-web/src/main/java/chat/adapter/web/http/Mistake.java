package chat.adapter.web.http;

import java.util.List;

/**
 * One thing that is wrong with a request, in the shape that clients of the original service know.
 *
 * @param loc where it is, such as {@code body}, {@code username}
 * @param msg what is wrong, for a person to read; never the value itself
 * @param type what kind of mistake, for a program to read
 */
record Mistake(List<String> loc, String msg, String type) {
  Mistake {
    loc = List.copyOf(loc);
  }
}
