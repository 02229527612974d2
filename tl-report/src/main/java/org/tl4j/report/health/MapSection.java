package org.tl4j.report.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.inspection.DataMap;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.LikelyWrongLabel;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.photos.Thumbnails;

/** The section "Map": images as points, those that look alike to the network beside each other. */
public final class MapSection {
    private static final String ID = "map";

    /** So many have a photo; the others show their label and name. */
    private static final int MOST_PHOTOS = 400;

    /** Colours and forms do not repeat; further classes are one group. */
    private static final int MOST_GROUPS = 24;

    private static final String REST = "other classes";

    private MapSection() {}

    /**
     * The section; empty if there is no map.
     *
     * @param thumbnails of {@link #photos}; points without one show their names
     */
    public static Optional<Section> of(Inspection inspection, Thumbnails thumbnails) {
        return inspection.map().map(map -> new Section(ID, "Map", content(inspection, map, thumbnails)));
    }

    /** The images whose photos are shown, those of findings first. */
    public static List<ImageLocation> photos(Inspection inspection) {
        List<ImageLocation> photos = new ArrayList<>();
        List<DataMap.Point> points = inspection.map().map(DataMap::points).orElse(List.of());
        int count = Math.min(MOST_PHOTOS, points.size());
        for (int i = 0; i < count; i++) {
            int image = points.get((int) ((long) i * points.size() / count)).image();
            photos.add(inspection.images().get(image).sample().location());
        }
        return photos;
    }

    private static Html content(Inspection inspection, DataMap map, Thumbnails thumbnails) {
        Set<Integer> suspicious = new HashSet<>();
        inspection.wrongLabels().stream().map(LikelyWrongLabel::image).forEach(suspicious::add);
        Map<String, List<DataMap.Point>> groups = groups(inspection, map);
        MapChart chart = new MapChart(inspection, thumbnails, suspicious, groups);
        List<Html> parts = new ArrayList<>();
        parts.add(Html.element("p")
                .text("Each point is an image; images that look alike to the network lie near each other. "
                        + "A point among those of another class is a suspect, and two groups of one class are two kinds of it. "
                        + "Distances between groups, and their sizes, mean little.")
                .html());
        parts.add(Html.element("p")
                .classes("note")
                .text(Numbers.count(map.points().size(), "image") + " of "
                        + Numbers.count(inspection.images().size()) + ", by "
                        + switch (map.method()) {
                            case TSNE -> "t-SNE";
                            case PRINCIPAL_COMPONENTS -> "the two principal components";
                        }
                        + " of the features. Rings mark labels that are likely wrong. Point at one, touch it, or use the arrow keys in "
                        + "the map, to see its photo.")
                .html());
        HtmlElement figure = Html.element("div").classes("map");
        figure.add(chart.toggles());
        figure.add(Html.element("div").classes("map-area").add(chart.svg()).add(chart.shown()));
        figure.add(chart.photos());
        parts.add(figure.html());
        return Html.join(parts);
    }

    /** Points by class, the largest first. */
    private static Map<String, List<DataMap.Point>> groups(Inspection inspection, DataMap map) {
        Map<String, List<DataMap.Point>> all = new LinkedHashMap<>();
        inspection.classes().stream()
                .sorted((one, other) -> Integer.compare(other.images(), one.images()))
                .limit(MOST_GROUPS)
                .map(one -> one.label())
                .sorted()
                .forEach(label -> all.put(label, new ArrayList<>()));
        List<DataMap.Point> rest = new ArrayList<>();
        for (DataMap.Point point : map.points()) {
            all.getOrDefault(group(inspection.images().get(point.image())), rest)
                    .add(point);
        }
        if (!rest.isEmpty()) {
            all.put(all.containsKey(REST) ? REST + " (" + rest.size() + ")" : REST, rest);
        }
        all.values().removeIf(List::isEmpty);
        return all;
    }

    /** The class of an image; of several labels the first. */
    private static String group(InspectedImage image) {
        List<String> labels = image.sample().annotation().present();
        return labels.isEmpty() ? "" : labels.get(0);
    }
}
