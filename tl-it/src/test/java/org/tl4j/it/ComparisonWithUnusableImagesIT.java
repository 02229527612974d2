package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.comparison.NotRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ComparisonRequest;

/** A comparison of which one draw has no image of a class that can be decoded. */
@ExtendWith(WorkshopExtension.class)
class ComparisonWithUnusableImagesIT {
    @Test
    void theDrawIsLeftOutAndTheOthersAreMeasured(Workshop workshop) {
        Path data = workshop.newFolder("unusable");
        Map<String, List<byte[]>> photos = new TreeMap<>(Garments.read().draw(10, 1));
        photos.compute(
                photos.keySet().iterator().next(),
                (label, images) -> IntStream.range(0, images.size())
                        .mapToObj(i -> i < 2 ? images.get(i) : damaged(images.get(i)))
                        .toList());
        Garments.write(photos, data.resolve("train"));
        Garments.write(Garments.read().test(), data.resolve("test"));

        ComparisonResult result = workshop.learner()
                .compare(ComparisonRequest.of(data)
                        .withBackbones(List.of(BackboneRequest.of("resnet20-garments")))
                        .withStrategies(List.of(ComparedStrategy.FEATURE_EXTRACTION))
                        .withPerClass(List.of(2, 10))
                        .withSeeds(1)
                        .withMostHeldOut(50))
                .result();

        assertThat(result.notRun()).singleElement().satisfies(not -> {
            assertThat(not.cell().perClass()).isEqualTo(2);
            assertThat(not.reason()).isEqualTo(NotRun.Reason.UNUSABLE_IMAGES);
        });
        assertThat(result.runs()).hasSize(1);
    }

    /** With its beginning and its end, so that it is noticed when it is decoded. */
    private static byte[] damaged(byte[] image) {
        byte[] copy = image.clone();
        Arrays.fill(copy, image.length / 4, image.length * 3 / 4, (byte) 0xff);
        return copy;
    }
}
