package chat.testmysql;

/** Whose server it is: the two differ in what they optimise and in what they forgive. */
public enum Product {
  MYSQL,
  MARIADB;

  static Product of(String version) {
    return version.contains("MariaDB") ? MARIADB : MYSQL;
  }
}
