package peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.queryparser.flexible.core.QueryNodeException;
import org.apache.lucene.queryparser.flexible.standard.StandardQueryParser;

/** Stored queries, and which of them want a document. */
final class Stored implements AutoCloseable {
  private static final int AT_ONCE = 10_000;

  private final Monitor monitor;

  Stored(Analyzer documents, Analyzer queries, Presearcher presearcher, List<Input.Line> lines)
      throws IOException, QueryNodeException {
    monitor = new Monitor(documents, presearcher, new MonitorConfiguration());
    StandardQueryParser parser = new StandardQueryParser(queries);
    List<MonitorQuery> batch = new ArrayList<>();
    for (Input.Line line : lines) {
      try {
        batch.add(new MonitorQuery(line.query, parser.parse(line.text, "text")));
      } catch (QueryNodeException | RuntimeException error) {
        throw new IOException("Lucene does not read query " + line.query + ": " + line.text, error);
      }
      if (batch.size() == AT_ONCE) {
        monitor.register(batch);
        batch.clear();
      }
    }
    monitor.register(batch);
  }

  List<String> wanting(Document document) throws IOException {
    List<String> ids = new ArrayList<>();
    for (QueryMatch match : monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatches()) {
      ids.add(match.getQueryId());
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    monitor.close();
  }

  /**
   * How Lucene Monitor chooses what to evaluate: {@code default} as it comes, {@code weighted} by the documents' own
   * frequencies of terms, its best here, {@code none} not at all.
   */
  static Presearcher presearcher(String name, Analyzer analyzer, List<Document> documents)
      throws IOException {
    switch (name) {
      case "none":
        return Presearcher.NO_FILTERING;
      case "default":
        return new TermFilteredPresearcher();
      case "weighted":
        TermWeightor weightor = TermWeightor.termFreqWeightor(frequencies(analyzer, documents), 100, 0.1);
        return new TermFilteredPresearcher(weightor, List.of(), Set.of());
      default:
        throw new IllegalArgumentException("No presearcher " + name + ": default, weighted or none.");
    }
  }

  private static Map<String, Integer> frequencies(Analyzer analyzer, List<Document> documents)
      throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (Document document : documents) {
      for (String value : document.getValues("text")) {
        for (String term : termsOf(analyzer, value)) counts.merge(term, 1, Integer::sum);
      }
    }
    return counts;
  }

  static List<String> termsOf(Analyzer analyzer, String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) terms.add(term.toString());
      tokens.end();
    }
    return terms;
  }
}
