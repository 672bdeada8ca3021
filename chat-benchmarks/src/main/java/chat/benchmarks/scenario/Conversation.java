package chat.benchmarks.scenario;

import chat.benchmarks.contestant.Guests;
import chat.benchmarks.contestant.Server;
import chat.benchmarks.load.Crowd;
import chat.benchmarks.load.Load;
import chat.benchmarks.load.Measured;
import chat.benchmarks.load.Seat;
import chat.benchmarks.measure.Metric;
import chat.benchmarks.measure.Usage;
import chat.benchmarks.report.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * People talk in rooms.
 *
 * @param members connections in each room
 * @param senders how many of them say something
 */
record Conversation(String variant, int rooms, int members, int senders, Load load) {
  /** About what people write. */
  static final int CONTENT_BYTES = 64;

  private static final int MOST_PEOPLE = 1_000;
  private static final int AT_ONCE = 100;

  /** Has it with each contestant in turn. */
  static void all(Stage stage, Results results, List<Conversation> conversations)
      throws IOException {
    stage.inTurn(
        conversations.stream()
            .filter(one -> stage.only().isEmpty() || one.variant.equals(stage.only()))
            .toList(),
        (conversation, name, server) ->
            results.add(conversation.variant, name, conversation.with(stage, name, server)));
  }

  private Map<Metric, Double> with(Stage stage, String name, Server server) throws IOException {
    var progress = stage.progress();
    progress.step(variant + " with " + name + ": letting " + rooms * members + " in");
    var guests = server.admit(people(), rooms);
    try (var crowd = new Crowd(server.addresses(), server.dialect(), CONTENT_BYTES)) {
      crowd.enter(seats(guests, members, senders, true), AT_ONCE, in -> progress.count(in, "in"));
      crowd.gather();
      progress.step(variant + " with " + name);
      var measured =
          crowd.run(
              load,
              stage.warmUp(),
              stage.time(),
              server.processes(),
              count -> progress.count(count, "deliveries"));
      var values = figures(measured);
      values.put(Metric.RESIDENT, resident(server));
      return values;
    }
  }

  int people() {
    return Math.min(MOST_PEOPLE, rooms * members);
  }

  /** Each room's members are different people, as far as there are enough. */
  static List<Seat> seats(Guests guests, int members, int senders, boolean reads) {
    var seats = new ArrayList<Seat>();
    int person = 0;
    for (long room : guests.rooms()) {
      for (int i = 0; i < members; i++) {
        var token = guests.tokens().get(person++ % guests.tokens().size());
        seats.add(new Seat(token, room, i < senders, reads));
      }
    }
    return seats;
  }

  static double resident(Server server) {
    try {
      return Usage.residentBytes(server.process()) / 1e6;
    } catch (UncheckedIOException e) {
      return Double.NaN;
    }
  }

  static EnumMap<Metric, Double> figures(Measured measured) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    values.put(Metric.DELIVERIES, measured.deliveries() / measured.seconds());
    values.put(Metric.MESSAGES, measured.messages() / measured.seconds());
    values.putAll(latency(measured));
    values.put(Metric.SERVER_CPU, measured.serverCpuSeconds() / measured.deliveries() * 1e6);
    values.put(Metric.CLIENT_CPU, measured.clientCpuSeconds() / measured.deliveries() * 1e6);
    return values;
  }

  static EnumMap<Metric, Double> latency(Measured measured) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    var latency = measured.latency();
    values.put(Metric.P50, latency.getValueAtPercentile(50) / 1e6);
    values.put(Metric.P99, latency.getValueAtPercentile(99) / 1e6);
    values.put(Metric.P999, latency.getValueAtPercentile(99.9) / 1e6);
    values.put(Metric.MAX, latency.getMaxValue() / 1e6);
    return values;
  }
}
