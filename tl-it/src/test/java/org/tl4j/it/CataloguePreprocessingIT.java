package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.PreprocessingGoldens;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/**
 * A photo goes into each network of the catalogue as the library that published it feeds it in. A new entry needs a line in
 * {@code dev/goldens/make_preprocessing_goldens.py}.
 */
@ExtendWith(WorkshopExtension.class)
class CataloguePreprocessingIT {
    private static final String PHOTO = "data/hymenoptera/val/bees/1355974687_1341c1face.jpg";

    /** In levels of a pixel, on average. A JPEG of which only a small picture is needed is decoded at a part of its size. */
    private static final double WHOLE = 0.1;

    private static final double REDUCED = 1;

    private final Workshop workshop;
    private final PreprocessingGoldens goldens = PreprocessingGoldens.read();

    CataloguePreprocessingIT(Workshop workshop) {
        this.workshop = workshop;
    }

    @TestFactory
    Stream<DynamicTest> everyEntryIsFedAsItsLibraryFeedsIt() {
        Path photo = Fixtures.path(PHOTO);
        List<BackboneEntry> entries = workshop.learner().backbones().entries();
        return entries.stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.name(), () -> assertFed(photo, entry.preprocessing(), goldens.ruleOf(entry.name()))));
    }

    @ParameterizedTest
    @CsvSource({
        "squeezed-224-caffe, 224, BGR, 1, 103.939 116.779 123.68, 1",
        "squeezed-299-from-minus-one-to-one, 299, RGB, 0.00784313725490196, 1 1 1, 1",
        "squeezed-224-from-zero-to-one, 224, RGB, 0.00392156862745098, 0 0 0, 1"
    })
    void theRulesOfOtherLibrariesCanBeSaid(
            String rule, int side, ChannelOrder channels, double scale, String means, double deviation)
            throws IOException {
        ImageSize size = ImageSize.square(side);
        List<Double> mean = Stream.of(means.split(" ")).map(Double::valueOf).toList();
        Preprocessing preprocessing = new Preprocessing(
                new ResizeRule.Exact(size), size, channels, scale, mean, List.of(deviation, deviation, deviation));

        assertFed(Fixtures.path(PHOTO), preprocessing, rule);
    }

    private void assertFed(Path photo, Preprocessing preprocessing, String rule) throws IOException {
        ImageBatch image = ImageBatch.allocate(1, preprocessing);
        ImageData.imagePreprocessor().prepare(Files.readAllBytes(photo), preprocessing, image.image(0));
        boolean reduced = preprocessing.crop().width() < 100;

        assertThat(goldens.levelsApart(rule, image)).as(rule).isLessThan(reduced ? REDUCED : WHOLE);
    }
}
