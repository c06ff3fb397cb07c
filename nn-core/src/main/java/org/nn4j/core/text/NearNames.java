package org.nn4j.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the names that a user may have meant. */
public final class NearNames {
  private static final int MOST = 3;
  private static final int LONGEST = 64;
  private static final int SHORTEST_PREFIX = 2;

  private NearNames() {}

  /** Ends a sentence: with {@code ; did you mean 'a' or 'b'?}, or a full stop if none is near. */
  public static String suggestion(String wanted, Collection<String> names) {
    return suggestion(of(wanted, names));
  }

  /**
   * Ends a sentence as {@link #suggestion} does for names of parts or their parameters, which other
   * libraries may name differently: {@code learning_rate} is {@code lr} here.
   */
  public static String partSuggestion(String wanted, Collection<String> names) {
    return partSuggestion(wanted, names, names);
  }

  /** Suggests one of some names, or else what is near to one of those and their aliases. */
  public static String partSuggestion(
      String wanted, Collection<String> names, Collection<String> withAliases) {
    List<String> same = Synonyms.of(wanted, names).stream().limit(MOST).toList();
    return suggestion(same.isEmpty() ? of(wanted, withAliases) : same);
  }

  private static String suggestion(List<String> near) {
    return near.isEmpty()
        ? "."
        : near.stream()
            .map(Names::quote)
            .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }

  /**
   * Returns at most three near names, best first: those that are equal without underscores, then by
   * edit distance. A name is near if it is equal without underscores or without the prefix of a
   * third party, if one is the beginning of the other, or if their distance is small for their
   * length.
   */
  static List<String> of(String wanted, Collection<String> names) {
    String folded = Names.fold(wanted);
    if (folded.length() > LONGEST) {
      return List.of();
    }
    return names.stream()
        .distinct()
        .filter(name -> near(folded, Names.fold(name)))
        .sorted(
            Comparator.<String>comparingInt(name -> equal(folded, Names.fold(name)) ? 0 : 1)
                .thenComparingInt(name -> distance(folded, Names.fold(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean near(String wanted, String name) {
    int shorter = Math.min(wanted.length(), name.length());
    int most = Math.max(1, wanted.length() / 3);
    return equal(wanted, name)
        || name.endsWith("." + wanted)
        || (shorter >= SHORTEST_PREFIX && (name.startsWith(wanted) || wanted.startsWith(name)))
        || (Math.abs(wanted.length() - name.length()) <= most && distance(wanted, name) <= most);
  }

  private static boolean equal(String wanted, String name) {
    return wanted.replace("_", "").equals(name.replace("_", ""));
  }

  /**
   * Computes the Damerau–Levenshtein distance in its optimal-string-alignment form: insertions,
   * deletions, substitutions and transpositions of neighbours, no substring edited twice.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int[][] d, int i, int j) {
    int substitution = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(substitution, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
