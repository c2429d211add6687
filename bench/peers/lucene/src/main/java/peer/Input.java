package peer;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/** JSON lines: {@code {"query":"7","text":"grain AND oil"}} and {@code {"document":"3","title":"...","body":["..."]}}. */
final class Input {
  /** Any line: what it is not, is null. */
  static final class Line {
    String query;
    String text;
    String document;
    String title;
    List<String> body;
    String word;
  }

  private static final FieldType INDEXED = new FieldType();

  static {
    INDEXED.setTokenized(true);
    INDEXED.setOmitNorms(true);
    INDEXED.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    INDEXED.freeze();
  }

  final List<Line> queries = new ArrayList<>();
  final List<Line> documents = new ArrayList<>();
  final List<String> words = new ArrayList<>();

  static Input read(InputStream stream) throws IOException {
    Input input = new Input();
    Gson gson = new Gson();
    BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      if (text.isBlank()) continue;
      Line line = gson.fromJson(text, Line.class);
      if (line.query != null) input.queries.add(line);
      else if (line.document != null) input.documents.add(line);
      else if (line.word != null) input.words.add(line.word);
      else throw new IOException("Neither a query, nor a document, nor a word: " + text);
    }
    return input;
  }

  /** The fields {@code text} (all of it), {@code title} and, where asked for, {@code body}. */
  static Document documentOf(Line line, boolean withBody) {
    Document document = new Document();
    document.add(new Field("text", line.title, INDEXED));
    document.add(new Field("title", line.title, INDEXED));
    for (String paragraph : line.body) {
      document.add(new Field("text", paragraph, INDEXED));
      if (withBody) document.add(new Field("body", paragraph, INDEXED));
    }
    return document;
  }
}
