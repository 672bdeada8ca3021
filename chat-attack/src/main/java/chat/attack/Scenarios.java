package chat.attack;

import chat.attack.account.JwtForgeries;
import chat.attack.account.LockOut;
import chat.attack.account.LoginStorm;
import chat.attack.account.TokenOfAnotherEpoch;
import chat.attack.call.HistoryReads;
import chat.attack.call.ManyInFilters;
import chat.attack.call.RoomOpening;
import chat.attack.call.TypoSearches;
import chat.attack.host.DiskFull;
import chat.attack.host.FdExhaustion;
import chat.attack.http.BadRequestsLog;
import chat.attack.http.DnsRebinding;
import chat.attack.http.HalfBodies;
import chat.attack.http.HeaderBombs;
import chat.attack.http.IdleConnections;
import chat.attack.http.Oversize;
import chat.attack.http.PathTraversal;
import chat.attack.http.SlowHeads;
import chat.attack.http.Smuggling;
import chat.attack.http.UnreadDownloads;
import chat.attack.http.UnreadPipelines;
import chat.attack.http.XssCorpus;
import chat.attack.scenario.Calm;
import chat.attack.scenario.Scenario;
import chat.attack.socket.BinaryFlood;
import chat.attack.socket.EmptyContinuations;
import chat.attack.socket.FrameFuzz;
import chat.attack.socket.HandshakeFlood;
import chat.attack.socket.HugeFrame;
import chat.attack.socket.JoinFlood;
import chat.attack.socket.PingFlood;
import chat.attack.socket.TextFlood;
import chat.attack.socket.TinyFragments;
import chat.attack.socket.UnreadMessages;
import chat.attack.socket.UnreadReplays;
import java.util.List;
import java.util.Optional;

/** All attacks. */
final class Scenarios {
  static final List<Scenario> ALL =
      List.of(
          new Calm(),
          new UnreadDownloads(),
          new UnreadPipelines(),
          new HalfBodies(),
          new SlowHeads(),
          new IdleConnections(),
          new HeaderBombs(),
          new Smuggling(),
          new PathTraversal(),
          new Oversize(),
          new DnsRebinding(),
          new BadRequestsLog(),
          new XssCorpus(),
          new PingFlood(),
          new EmptyContinuations(),
          new TinyFragments(),
          new HugeFrame(),
          new BinaryFlood(),
          new TextFlood(),
          new UnreadReplays(),
          new UnreadMessages(),
          new JoinFlood(),
          new HandshakeFlood(),
          new FrameFuzz(),
          new ManyInFilters(),
          new TypoSearches(),
          new RoomOpening(),
          new HistoryReads(),
          new LoginStorm(),
          new LockOut(),
          new JwtForgeries(),
          new TokenOfAnotherEpoch(),
          new FdExhaustion(),
          new DiskFull());

  private Scenarios() {}

  static Optional<Scenario> named(String name) {
    return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }
}
