package org.tl4j.report.health;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.report.Section;
import org.tl4j.report.photos.Thumbnails;

/** All sections on the data of a page. */
public final class InspectionSections {
    private InspectionSections() {}

    /** The images that they show, the most important first. */
    public static List<ImageLocation> photos(Inspection inspection) {
        List<ImageLocation> photos = new ArrayList<>(HealthSection.photos(inspection));
        photos.addAll(MapSection.photos(inspection));
        return photos;
    }

    /**
     * Data health, and the map if there is one.
     *
     * @param thumbnails of {@link #photos}; those that are missing are named only
     */
    public static List<Section> of(Inspection inspection, Thumbnails thumbnails) {
        List<Section> sections = new ArrayList<>();
        sections.add(HealthSection.of(inspection, thumbnails));
        MapSection.of(inspection, thumbnails).ifPresent(sections::add);
        return sections;
    }
}
