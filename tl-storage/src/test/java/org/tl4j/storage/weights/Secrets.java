package org.tl4j.storage.weights;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The complete text of a failure with its causes. */
final class Secrets {
    private Secrets() {}

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
