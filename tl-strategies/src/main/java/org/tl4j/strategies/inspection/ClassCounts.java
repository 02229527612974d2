package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.InspectedImage;

/** Counts the images of each label. */
final class ClassCounts {
    private ClassCounts() {}

    /** In the order of {@code labels}. */
    static List<ClassCount> of(LabelSet labels, List<InspectedImage> images) {
        int[] counts = new int[labels.size()];
        List<Map<Subset, Integer>> byRole = new ArrayList<>();
        labels.names().forEach(name -> byRole.add(new EnumMap<>(Subset.class)));
        for (InspectedImage image : images) {
            for (String name : image.sample().annotation().present()) {
                int label = labels.indexOf(name);
                counts[label]++;
                image.role().ifPresent(role -> byRole.get(label).merge(role, 1, Integer::sum));
            }
        }
        List<ClassCount> all = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            all.add(new ClassCount(labels.name(label), counts[label], byRole.get(label)));
        }
        return all;
    }
}
