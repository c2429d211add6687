package peer;

import com.google.gson.Gson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.util.Version;

/**
 * Lucene Monitor beside our matcher: reads queries and documents as JSON lines from standard input and writes JSON lines.
 *
 * <pre>
 * check given|english            for each document the ids of the queries that want it
 * bench PRESEARCHER WARM SECONDS one line: rate, p50, p99, of so many seconds after so many for warming up
 * stems                          for each {"word":...} its stems by EnglishAnalyzer, none for a stop word
 * </pre>
 */
public final class LucenePeer {
  /** More than the widest NEAR, as in our archive. */
  private static final int GAP = 101;

  private static final Gson GSON = new Gson();

  /** Whatever happens, the monitor's own threads keep no process alive. */
  public static void main(String[] args) {
    try {
      answer(args);
      System.exit(0);
    } catch (Exception error) {
      error.printStackTrace();
      System.exit(1);
    }
  }

  private static void answer(String[] args) throws Exception {
    Input input = Input.read(System.in);
    PrintStream out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
    switch (args.length == 0 ? "" : args[0]) {
      case "check" -> check(input, args[1], out);
      case "bench" -> bench(input, args[1], Double.parseDouble(args[2]), Double.parseDouble(args[3]), out);
      case "stems" -> stems(input, out);
      default -> throw new IllegalArgumentException("check, bench or stems");
    }
    out.flush();
  }

  private static void check(Input input, String analysis, PrintStream out) throws Exception {
    boolean isGiven = analysis.equals("given");
    Analyzer documents = isGiven ? new GivenAnalyzer(GAP) : new EnglishAnalyzer();
    Analyzer queries = isGiven ? new WhitespaceAnalyzer() : documents;
    // Without a presearcher, so that it is Lucene's search alone that answers; the bench compares hits with one.
    try (Stored stored = new Stored(documents, queries, Stored.presearcher("none", documents, List.of()), input.queries)) {
      for (Input.Line line : input.documents) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("document", line.document);
        answer.put("queries", stored.wanting(Input.documentOf(line, true)));
        out.println(GSON.toJson(answer));
      }
    }
  }

  private static void bench(Input input, String presearcher, double warm, double seconds, PrintStream out)
      throws Exception {
    Analyzer analyzer = new EnglishAnalyzer(CharArraySet.EMPTY_SET);
    List<Document> documents = input.documents.stream().map(line -> Input.documentOf(line, false)).toList();
    var chosen = Stored.presearcher(presearcher, analyzer, documents);
    long heapBefore = usedHeap();
    long begun = System.nanoTime();
    try (Stored stored = new Stored(analyzer, analyzer, chosen, input.queries)) {
      double buildMs = (System.nanoTime() - begun) / 1e6;
      long heap = usedHeap() - heapBefore;
      run(stored, documents, warm);
      Run run = run(stored, documents, seconds);
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("lucene", Version.LATEST.toString());
      summary.put("presearcher", presearcher);
      summary.put("queries", input.queries.size());
      summary.put("documents", run.times.length);
      summary.put("hits", (double) run.hits / run.times.length);
      summary.put("perSecond", run.times.length / Arrays.stream(run.times).sum());
      double[] sorted = run.times.clone();
      Arrays.sort(sorted);
      summary.put("p50Ms", sorted[sorted.length / 2] * 1000);
      summary.put("p99Ms", sorted[(int) (sorted.length * 0.99)] * 1000);
      summary.put("buildMs", buildMs);
      summary.put("bytesPerQuery", (double) heap / Math.max(1, input.queries.size()));
      out.println(GSON.toJson(summary));
    }
  }

  /** Seconds for each document, and hits in all. */
  private record Run(double[] times, long hits) {}

  /** The documents in a circle, at least one, until the time is over. */
  private static Run run(Stored stored, List<Document> documents, double seconds) throws IOException {
    double[] times = new double[1024];
    int count = 0;
    long hits = 0;
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      Document document = documents.get(count % documents.size());
      long start = System.nanoTime();
      hits += stored.wanting(document).size();
      if (count == times.length) times = Arrays.copyOf(times, count * 2);
      times[count++] = (System.nanoTime() - start) / 1e9;
    } while (System.nanoTime() < end);
    return new Run(Arrays.copyOf(times, count), hits);
  }

  private static void stems(Input input, PrintStream out) throws IOException {
    Analyzer analyzer = new EnglishAnalyzer();
    for (String word : input.words) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("word", word);
      answer.put("stems", Stored.termsOf(analyzer, word));
      out.println(GSON.toJson(answer));
    }
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int n = 0; n < 3; n++) System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
