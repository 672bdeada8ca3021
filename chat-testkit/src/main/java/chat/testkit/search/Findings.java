package chat.testkit.search;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What people said in several languages, and what others typed to find it.
 *
 * @param typed the search
 * @param found the numbers of the messages in {@link #SAID}, the best first
 */
public record Findings(String typed, List<Integer> found) {
  /** Said one after the other, by one person, in one room. */
  public static final List<String> SAID =
      List.of(
          /* 0 */ "The deployment to production is scheduled for Friday",
          /* 1 */ "Friday deploys are a bad idea, let's deploy on Monday",
          /* 2 */ "Read https://docs.example.org/guides/getting-started.html first",
          /* 3 */ "Der Straßenbahnfahrplan hat sich geändert",
          /* 4 */ "Schöne Grüße aus München",
          /* 5 */ "Où est la bibliothèque de l'université ?",
          /* 6 */ "Le café est prêt, déjà trois tasses",
          /* 7 */ "La reunión de mañana empieza a las nueve",
          /* 8 */ "¿Dónde está el informe del año pasado?",
          /* 9 */ "Релиз перенесён на понедельник",
          /* 10 */ "Ёлка стоит у входа",
          /* 11 */ "明天上午九点在北京开会",
          /* 12 */ "北京大学的图书馆很大",
          /* 13 */ "今日は東京でミーティングがあります",
          /* 14 */ "ｶﾀｶﾅは読みやすい",
          /* 15 */ "회의는 내일 서울에서 시작합니다",
          /* 16 */ "موعد الاجتماع غدًا",
          /* 17 */ "ประชุมวันพรุ่งนี้ที่กรุงเทพ",
          /* 18 */ "shipped 🚀 and celebrated 🎉🎉",
          /* 19 */ "great work 👍🏽 team",
          /* 20 */ "she is a 👩‍💻 now",
          /* 21 */ "error code 4042 in build 2026.11",
          /* 22 */ "rewrite it in C++ or C# maybe",
          /* 23 */ "wi-fi in the meeting room is down",
          /* 24 */ "the meeting about the room booking is over");

  /** Forty and more ways to ask. */
  public static final List<Findings> ALL =
      List.of(
          found("deployment", 0),
          found("deploy", 1, 0),
          found("friday", 1, 0),
          found("FRIDAY monday", 1),
          found("monday friday", 1),
          found("produ", 0),
          found("produ friday"),
          found("\"bad idea\"", 1),
          found("\"idea bad\""),
          found("deplyoment", 0),
          found("schedulled", 0),
          found("prodcution friday", 0),
          found("friday -monday", 0),
          found("friday -\"bad idea\"", 0),
          found("docs.example.org", 2),
          found("example.org", 2),
          found("https://docs.example.org/guides", 2),
          found("getting-started", 2),
          found("strassenbahnfahrplan", 3),
          found("STRASSENBAHN", 3),
          found("geandert", 3),
          found("grüße münchen", 4),
          found("grusse munchen", 4),
          found("bibliotheque", 5),
          found("universite", 5),
          found("cafe pret", 6),
          found("CAFÉ", 6),
          found("bibliothèqe", 5),
          found("manana", 7),
          found("reunion nueve", 7),
          found("informe año", 8),
          found("donde esta", 8),
          found("перенесен", 9),
          found("понедельник релиз", 9),
          found("понидельник", 9),
          found("елка", 10),
          found("北京", 12, 11),
          found("北京大学", 12),
          found("京", 13, 12, 11),
          found("图书馆", 12),
          found("开会 明天", 11),
          found("東京", 13),
          found("ミーティング", 13),
          found("カタカナ", 14),
          found("ｶﾀｶﾅ", 14),
          found("서울", 15),
          found("회의", 15),
          found("내일 시작", 15),
          found("الاجتماع", 16),
          found("غدا", 16),
          found("พรุ่งนี้", 17),
          found("กรุงเทพ", 17),
          found("🚀", 18),
          found("🎉🎉", 18),
          found("👍", 19),
          found("👍🏿", 19),
          found("👩‍💻", 20),
          found("🎈"),
          found("4042", 21),
          found("4043"),
          found("2026.11", 21),
          found("c++", 22),
          found("C#", 22),
          found("wi-fi", 23),
          found("meeting room", 24, 23),
          found("\"meeting room\"", 23),
          found("?!… —"),
          found("\"unclosed meeting"),
          found("\"meeting", 24, 23));

  public Findings {
    found = List.copyOf(found);
  }

  private static Findings found(String typed, int... found) {
    return new Findings(typed, IntStream.of(found).boxed().toList());
  }
}
