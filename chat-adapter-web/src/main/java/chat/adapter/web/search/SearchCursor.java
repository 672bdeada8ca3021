package chat.adapter.web.search;

import chat.domain.InvalidValue;
import chat.domain.room.RoomId;
import chat.domain.search.MessageSearch.Place;
import java.time.Instant;
import java.util.regex.Pattern;

/** Where a search goes on, as a client carries it. What it is made of is nothing to rely on. */
record SearchCursor(boolean latestFirst, Place place) {
  private static final Pattern SHAPE =
      Pattern.compile("([mr])([0-9]{1,3})-([0-9a-z]{1,11})-([0-9a-z]{1,12})-([0-9a-z]{1,12})");

  static SearchCursor parse(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new InvalidValue("cursor", "must be one that a search gave");
    }
    return new SearchCursor(
        parts.group(1).equals("r"),
        new Place(
            Integer.parseInt(parts.group(2)),
            Instant.ofEpochMilli(number(parts.group(3))),
            new RoomId(number(parts.group(4))),
            number(parts.group(5))));
  }

  private static long number(String digits) {
    return Long.parseLong(digits, Character.MAX_RADIX);
  }

  @Override
  public String toString() {
    return (latestFirst ? "r" : "m")
        + place.grade()
        + "-"
        + Long.toString(place.at().toEpochMilli(), Character.MAX_RADIX)
        + "-"
        + Long.toString(place.room().value(), Character.MAX_RADIX)
        + "-"
        + Long.toString(place.seq(), Character.MAX_RADIX);
  }
}
