package org.nn4j.core;

import java.util.Locale;
import java.util.StringJoiner;
import org.nn4j.core.random.RandomStream;

/** Tables as people have them, by chance: numbers, texts, dates, gaps. */
public final class SyntheticTables {
  private static final String[] TOWNS = {
    "Ulm", "Köln", "Bonn", "Jena", "Hof", "Kiel", "Trier", "Worms", "Fürth", "Gera", "Halle", "Aue"
  };

  private SyntheticTables() {}

  /**
   * Returns a CSV text with the targets {@code price}, {@code class}, {@code sold}, {@code a},
   * {@code b}.
   */
  public static String of(long seed, int rows) {
    RandomStream random = new RandomStream(seed, "tables");
    StringBuilder text =
        new StringBuilder(
            "area,rooms,income,size,town,heating,lift,floor,built,seen at,open,price,class,sold,a,b\n");
    for (int row = 0; row < rows; row++) {
      double area = 20 + 200 * random.nextDouble();
      int rooms = 1 + random.nextInt(6);
      double income = Math.rint(1e6 * StrictMath.exp(2 * random.nextGaussian())) / 100;
      int size = random.nextInt(3);
      int town = Math.min(random.nextInt(TOWNS.length), random.nextInt(TOWNS.length));
      boolean lift = random.nextInt(2) == 0;
      int year = 1900 + random.nextInt(125);
      double price =
          area * (1 + 0.2 * size) * (1 + 0.05 * town)
              + 10 * rooms
              + 0.3 * (year - 1900)
              + 10 * random.nextGaussian();
      StringJoiner line = new StringJoiner(",", "", "\n");
      line.add(random.nextInt(9) == 0 ? "" : String.format(Locale.ROOT, "%.2f", area));
      line.add(random.nextInt(12) == 0 ? "-1" : Integer.toString(rooms));
      line.add(random.nextInt(7) == 0 ? "NA" : String.format(Locale.ROOT, "%.2f", income));
      line.add(random.nextInt(8) == 0 ? "" : new String[] {"S", "M", "L"}[size]);
      line.add(random.nextInt(20) == 0 ? "" : TOWNS[town]);
      line.add(new String[] {"gas", "\"oil, old\"", "\"heat \"\"pump\"\"\""}[random.nextInt(3)]);
      line.add(random.nextInt(10) == 0 ? "" : Boolean.toString(lift));
      line.add(Integer.toString(random.nextInt(5)));
      line.add(
          random.nextInt(10) == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  "%d-%02d-%02d",
                  year,
                  1 + random.nextInt(12),
                  1 + random.nextInt(28)));
      line.add(
          String.format(
              Locale.ROOT,
              "2024-%02d-%02d %02d:%02d:%02d",
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(24),
              random.nextInt(60),
              random.nextInt(60)));
      line.add(
          random.nextInt(10) == 0
              ? ""
              : String.format(Locale.ROOT, "%02d:%02d", random.nextInt(24), random.nextInt(60)));
      line.add(String.format(Locale.ROOT, "%.2f", price));
      line.add(price < 80 ? "cheap" : price < 160 ? "\"fair, so so\"" : "dear");
      line.add(price + 40 * random.nextGaussian() < 120 ? "yes" : "no");
      line.add(price < 150 ? "1" : "0");
      line.add(rooms + random.nextGaussian() < 3 ? "1" : "0");
      text.append(line);
    }
    return text.toString();
  }
}
