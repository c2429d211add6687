package peer;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Texts that were analysed already: between spaces, each word and its stem, {@code treaties|treaty}. Both stand at the
 * word's position, the word as {@code _treaties}.
 */
final class GivenAnalyzer extends Analyzer {
  private final int gap;

  /** @param gap positions between two paragraphs, so that nothing is near across them */
  GivenAnalyzer(int gap) {
    this.gap = gap;
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer tokens = new WhitespaceTokenizer();
    return new TokenStreamComponents(tokens, new BothForms(tokens));
  }

  @Override
  public int getPositionIncrementGap(String field) {
    return gap;
  }

  private static final class BothForms extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private String waiting = null;

    BothForms(TokenStream tokens) {
      super(tokens);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (waiting != null) {
        term.setEmpty().append('_').append(waiting);
        step.setPositionIncrement(0);
        waiting = null;
        return true;
      }
      if (!input.incrementToken()) return false;
      String both = term.toString();
      int bar = both.indexOf('|');
      if (bar < 0) return true;
      waiting = both.substring(0, bar);
      term.setEmpty().append(both, bar + 1, both.length());
      return true;
    }

    @Override
    public void reset() throws IOException {
      super.reset();
      waiting = null;
    }
  }
}
