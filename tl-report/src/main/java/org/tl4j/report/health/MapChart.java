package org.tl4j.report.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tl4j.core.error.Printable;
import org.tl4j.core.inspection.DataMap;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Thumbnails;

/** The points of a map as SVG, with what the script of the page needs to show their photos. */
final class MapChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int MARGIN = 10;
    private static final int COLOURS = 8;
    private static final int FORMS = 4;
    private static final double ARM = 3;
    private static final double RING = 6.5;
    private static final int LONGEST_NAME = 80;

    private final Inspection inspection;
    private final Thumbnails thumbnails;
    private final Set<Integer> suspicious;
    private final Map<String, List<DataMap.Point>> groups;

    /**
     * Of points.
     *
     * @param suspicious images with a ring
     * @param groups points by class
     */
    MapChart(
            Inspection inspection,
            Thumbnails thumbnails,
            Set<Integer> suspicious,
            Map<String, List<DataMap.Point>> groups) {
        this.inspection = inspection;
        this.thumbnails = thumbnails;
        this.suspicious = suspicious;
        this.groups = groups;
    }

    /** One box per class, which shows or hides it. */
    Html toggles() {
        HtmlElement fieldset = Html.element("fieldset").classes("map-classes").add(Html.element("legend", "Classes"));
        int index = 0;
        for (Map.Entry<String, List<DataMap.Point>> group : groups.entrySet()) {
            fieldset.add(Html.element("label")
                    .add(Html.element("input")
                            .attribute("type", "checkbox")
                            .attribute("checked", "checked")
                            .attribute("data-group", index))
                    .add(Html.element("svg")
                            .attribute("viewBox", "0 0 12 12")
                            .attribute("aria-hidden", "true")
                            .add(marker(index, 6, 6).html()))
                    .add(Html.name(group.getKey()))
                    .add(Html.element("span")
                            .classes("note")
                            .text(" " + Numbers.count(group.getValue().size()))));
            index++;
        }
        return fieldset.html();
    }

    /** The points. */
    Html svg() {
        HtmlElement svg = Html.element("svg")
                .classes("map-points")
                .attribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attribute("role", "application")
                .attribute("tabindex", 0)
                .attribute(
                        "aria-label",
                        "Map of the images. The arrow keys left and right go from image to image; what is there is said below.");
        int index = 0;
        for (List<DataMap.Point> points : groups.values()) {
            int group = index++;
            HtmlElement all = Html.element("g").attribute("data-group", group);
            List<DataMap.Point> ordered = new ArrayList<>(points);
            ordered.sort(Comparator.comparingDouble(DataMap.Point::x).thenComparingInt(DataMap.Point::image));
            ordered.forEach(point -> all.add(dot(group, point)));
            svg.add(all);
        }
        return svg.html();
    }

    private Html dot(int group, DataMap.Point point) {
        InspectedImage image = inspection.images().get(point.image());
        String label = Printable.text(image.sample().annotation().text(), LONGEST_NAME);
        String file = Printable.text(Gallery.file(image.sample().location()), LONGEST_NAME);
        double x = MARGIN + point.x() * (WIDTH - 2 * MARGIN);
        double y = HEIGHT - MARGIN - point.y() * (HEIGHT - 2 * MARGIN);
        HtmlElement dot =
                Html.element("g").classes("dot").attribute("data-label", label).attribute("data-file", file);
        thumbnails.of(image.sample().location()).ifPresent(picture -> dot.attribute("data-picture", picture.id()));
        if (suspicious.contains(point.image())) {
            dot.add(Html.element("circle")
                    .classes("ring")
                    .attribute("cx", x)
                    .attribute("cy", y)
                    .attribute("r", RING));
        }
        return dot.add(marker(group, x, y).add(Html.element("title", label + " " + file)))
                .html();
    }

    /** Eight colours and four forms in pairs that repeat after 32 classes. */
    private static HtmlElement marker(int group, double x, double y) {
        int form = (group + group / COLOURS) % FORMS;
        String classes = "marker s" + group % COLOURS + (form == 0 ? " round" : "");
        String path = switch (form) {
            case 0 -> "M" + at(x, y) + "h0";
            case 1 -> path(x - ARM, y - ARM, x + ARM, y - ARM, x + ARM, y + ARM, x - ARM, y + ARM);
            case 2 -> path(x, y - ARM * 1.3, x + ARM * 1.2, y + ARM, x - ARM * 1.2, y + ARM);
            default -> path(x, y - ARM * 1.4, x + ARM * 1.4, y, x, y + ARM * 1.4, x - ARM * 1.4, y);
        };
        return Html.element("path").classes(classes).attribute("d", path);
    }

    private static String path(double... coordinates) {
        StringBuilder path = new StringBuilder("M");
        for (int i = 0; i < coordinates.length; i += 2) {
            path.append(i == 0 ? "" : "L").append(at(coordinates[i], coordinates[i + 1]));
        }
        return path.append('Z').toString();
    }

    private static String at(double x, double y) {
        return Numbers.plain(x) + " " + Numbers.plain(y);
    }

    /** The photos of points, which are not shown until the script copies one. */
    Html photos() {
        HtmlElement all = Html.element("div").classes("map-photos").attribute("hidden", "hidden");
        groups.values()
                .forEach(points -> points.forEach(point -> {
                    InspectedImage image = inspection.images().get(point.image());
                    thumbnails
                            .of(image.sample().location())
                            .ifPresent(picture -> all.add(picture.shown("Photo labelled "
                                    + Printable.text(image.sample().annotation().text(), LONGEST_NAME))));
                }));
        return all.html();
    }

    /** Where the script shows the photo of a point. */
    Html shown() {
        return Html.element("div")
                .classes("map-shown")
                .attribute("aria-live", "polite")
                .add(Html.element("div").classes("map-photo"))
                .add(Html.element("p").classes("map-label"))
                .add(Html.element("p").classes("map-file note"))
                .html();
    }
}
