package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.application.documents.BenchDocument;

/** The result of a benchmark for people: one line per figure, in columns. */
public final class BenchText {
    private BenchText() {}

    /** Its lines. */
    public static List<String> of(BenchDocument document) {
        List<String> lines = new ArrayList<>();
        lines.add("%s%s, batches of %d, %s"
                .formatted(
                        document.backbone(),
                        document.multiplyAdds() == null
                                ? ""
                                : ", " + Format.magnitude(document.multiplyAdds()) + " multiply-adds per image",
                        document.batch(),
                        Format.count(document.cores(), "core")));
        document.engines().forEach(engine -> lines.add("  " + engine));
        lines.add("%-36s %12s %25s %9s %7s".formatted("", "per second", "lowest to highest", "GMAC/s", "share"));
        for (BenchDocument.Figure figure : document.figures()) {
            lines.add(line(figure));
        }
        BenchDocument.Latency latency = document.latency();
        lines.add(String.format(
                Locale.ROOT,
                "One prediction takes %.1f ms (median), %.1f ms (99 of 100), of %s.",
                latency.p50(),
                latency.p99(),
                Format.count(latency.calls(), "call")));
        document.notes().forEach(note -> lines.add("Not measured: " + note));
        return lines;
    }

    private static String line(BenchDocument.Figure figure) {
        String what = unit(figure) + (figure.engine() == null ? "" : ", " + figure.engine());
        return String.format(
                        Locale.ROOT,
                        "%-36s %12.2f %25s %9s %7s",
                        what,
                        figure.perSecond(),
                        String.format(Locale.ROOT, "%.2f to %.2f", figure.lowest(), figure.highest()),
                        figure.gmacPerSecond() == null
                                ? ""
                                : String.format(Locale.ROOT, "%.1f", figure.gmacPerSecond()),
                        figure.share() == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * figure.share()))
                .stripTrailing();
    }

    private static String unit(BenchDocument.Figure figure) {
        return switch (figure.what()) {
            case "matrix-product" -> "products of 1024";
            case "decoding" -> "photos decoded";
            case "forward" -> "images";
            case "head-fit" -> "fits of 1000 images";
            case "training-step" -> "images trained";
            default -> "photos, " + Format.count(figure.callers(), "caller");
        };
    }
}
