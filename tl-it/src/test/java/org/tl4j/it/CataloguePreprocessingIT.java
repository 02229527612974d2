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
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
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

    private void assertFed(Path photo, Preprocessing preprocessing, String rule) throws IOException {
        ImageBatch image = ImageBatch.allocate(1, preprocessing);
        ImageData.imagePreprocessor().prepare(Files.readAllBytes(photo), preprocessing, image.image(0));
        boolean reduced = preprocessing.crop().width() < 100;

        assertThat(goldens.levelsApart(rule, image)).as(rule).isLessThan(reduced ? REDUCED : WHOLE);
    }
}
