package org.tl4j.report.photos;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Picture;

/** Images beside one another, each of which a click or Enter shows large. Immutable. */
public final class Gallery {
    private static final int LONGEST_FILE = 40;

    /** Below this share of the score, the page says what share the parts of a photo account for. */
    private static final double SMALL_SHARE = 0.5;

    private final Thumbnails thumbnails;

    /** Galleries of these images. */
    public Gallery(Thumbnails thumbnails) {
        this.thumbnails = thumbnails;
    }

    /**
     * A gallery.
     *
     * @param label what it has, for screen readers
     * @param photos in their order
     */
    public Html of(String label, List<Photo> photos) {
        HtmlElement list = Html.element("ul").classes("gallery").attribute("aria-label", label);
        for (Photo photo : photos) {
            list.add(Html.element("li").add(figure(photo)));
        }
        return list.html();
    }

    /**
     * Images, each with a layer for every label that is explained, beside it.
     *
     * @param label what it has, for screen readers
     * @param photos in their order
     */
    public Html explained(String label, List<ExplainedPhoto> photos) {
        HtmlElement list = Html.element("ul").classes("gallery explained").attribute("aria-label", label);
        for (ExplainedPhoto photo : photos) {
            HtmlElement item = Html.element("li").add(figure(photo.photo()));
            thumbnails
                    .of(photo.photo().location())
                    .ifPresent(picture -> photo.maps().forEach(map -> item.add(heat(photo, map, picture))));
            list.add(item);
        }
        return list.html();
    }

    private static Html heat(ExplainedPhoto photo, HeatMap map, Picture picture) {
        ImageSize size = picture.thumbnail().size();
        List<Html> layers =
                HeatOverlay.of(map, photo.brightest(), photo.preprocessing().visiblePart(size), size);
        HtmlElement caption = Html.element("figcaption")
                .add(Html.element("span")
                        .classes("line")
                        .text("bright: speaks for ")
                        .add(Html.name(map.label(), LONGEST_FILE)));
        if (map.share() < SMALL_SHARE) {
            caption.add(Html.element("span")
                    .classes("line")
                    .text("weak: all parts of the photo together account for only " + Numbers.wholePercent(map.share())
                            + " of the score"));
        }
        return Html.element("figure")
                .classes("photo")
                .add(Html.element("button")
                        .attribute("type", "button")
                        .classes("zoom")
                        .add(picture.shown(
                                photo.photo().alternative() + ". Bright parts speak for " + Html.nameText(map.label()),
                                layers)))
                .add(caption)
                .html();
    }

    private Html figure(Photo photo) {
        HtmlElement caption = Html.element("figcaption");
        for (Html line : photo.lines()) {
            caption.add(Html.element("span").classes("line").add(line));
        }
        caption.add(Html.element("span").classes("line file").add(Html.name(file(photo.location()), LONGEST_FILE)));
        return Html.element("figure")
                .classes(photo.right()
                        .map(right -> right ? "photo right" : "photo wrong")
                        .orElse("photo"))
                .add(picture(photo))
                .add(caption)
                .html();
    }

    private Html picture(Photo photo) {
        Optional<Picture> picture = thumbnails.of(photo.location());
        if (picture.isEmpty()) {
            return Html.element("div").classes("no-picture").text("not shown").html();
        }
        return Html.element("button")
                .attribute("type", "button")
                .classes("zoom")
                .add(picture.get().shown(photo.alternative()))
                .html();
    }

    /** The name of a file or of an entry of a zip, without its folders, which say more of the owner than a page should. */
    public static String file(ImageLocation location) {
        Path name = location.container().getFileName();
        String whole = location.entry().orElseGet(() -> name == null ? "" : name.toString());
        return whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
    }
}
