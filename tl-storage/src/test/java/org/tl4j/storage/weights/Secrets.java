package org.tl4j.storage.weights;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a failure shows to whoever prints all of it. */
final class Secrets {
    private Secrets() {}

    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
