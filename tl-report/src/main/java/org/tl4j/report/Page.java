package org.tl4j.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.tl4j.core.provenance.Digest;

/** The frame of a report: what a browser is allowed to do, the styles, the contents and the script. */
final class Page {
    static final String STYLES = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    /** Nothing is loaded from elsewhere, and no style or script runs but these two. */
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'sha256-%s'; script-src 'sha256-%s';"
                            .formatted(hash(STYLES), hash(SCRIPT))
                    + " base-uri 'none'; form-action 'none'";

    private Page() {}

    static String of(ReportContents contents) {
        List<Section> sections = contents.sections();
        List<Html> body = new ArrayList<>();
        body.add(contents.summary());
        body.add(navigation(sections));
        sections.forEach(section -> body.add(section.html()));
        Html all = Html.join(body);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <meta name="generator" content="TL4J">
                <title>%s</title>
                <style>""".formatted(POLICY, Html.text(contents.title()).markup())
                + STYLES
                + "</style>\n</head>\n<body>\n"
                + all.definitionsMarkup()
                + "\n<main>\n"
                + all.markup()
                + "\n</main>\n<footer>Made by TL4J. This file is complete: it loads nothing and sends nothing.</footer>\n"
                + viewer().markup()
                + "\n<script>"
                + SCRIPT
                + "</script>\n</body>\n</html>\n";
    }

    private static Html navigation(List<Section> sections) {
        HtmlElement list = Html.element("ul");
        for (Section section : sections) {
            list.add(Html.element("li")
                    .add(Html.element("a").attribute("href", "#" + section.id()).text(section.title())));
        }
        return Html.element("nav").attribute("aria-label", "Sections").add(list).html();
    }

    /** Shows one photo large; the script fills it. */
    private static Html viewer() {
        return Html.element("dialog")
                .attribute("id", "viewer")
                .attribute("aria-label", "Photo")
                .add(Html.element("div").classes("viewer-image"))
                .add(Html.element("p").classes("viewer-caption").attribute("aria-live", "polite"))
                .add(Html.element("div")
                        .classes("viewer-buttons")
                        .add(button("previous", "Previous"))
                        .add(button("next", "Next"))
                        .add(button("layer", "Layer on or off"))
                        .add(button("close", "Close")))
                .html();
    }

    private static Html button(String action, String text) {
        return Html.element("button")
                .attribute("type", "button")
                .attribute("data-action", action)
                .text(text)
                .html();
    }

    private static String hash(String text) {
        return Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(Digest.of(text).hex()));
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            // browsers hash the text with these ends of lines, whatever a checkout has
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("a resource that cannot be read: " + name, e);
        }
    }
}
