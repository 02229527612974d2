package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/** Networks that others trained with Keras: imported by the command, then used by the library. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ImportedNetworkIT {
    private static final String RESNET8 = "resnet8-keras";
    private static final String MOBILENET = "mobilenet_96-keras";

    private final Path folder;
    private CommandLineRun imported;

    ImportedNetworkIT(Workshop workshop) {
        this.folder = workshop.newFolder("imported");
    }

    @BeforeAll
    void importBoth() throws IOException, InterruptedException {
        imported = load("resnet8-cifar10-keras.h5", RESNET8, "raw");
        assertThat(load("mobilenetv1_025_96-visualwakewords-keras.h5", MOBILENET, "unit")
                        .exitCode())
                .isZero();
    }

    @Test
    void tellsWhatWasImported() throws IOException {
        JsonNode document = imported.json();

        assertThat(document.get("format").asText()).isEqualTo("Keras");
        assertThat(document.get("classes").asInt()).isEqualTo(10);
        assertThat(document.at("/input/width").asInt()).isEqualTo(32);
        assertThat(Path.of(document.get("description").asText())).exists();
        assertThat(Path.of(document.get("weights").asText())).exists();
    }

    @Test
    void keepsAnImportedNetworkUnlessToldOtherwise() throws IOException, InterruptedException {
        CommandLineRun again = load("resnet8-cifar10-keras.h5", RESNET8, "unit");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.json().at("/error/message").asText()).contains("must not be taken, found " + RESNET8);
    }

    @Test
    void tellsAntsFromBeesByWhatItKnowsOfPersons() {
        Path photos = Fixtures.path("data/hymenoptera");
        Path bundle = folder.resolve("mobilenet.tlz");
        try (TransferLearner learner = learner()) {
            learner.train(TrainingRequest.of(photos, bundle)
                    .withBackbone(BackboneRequest.of(MOBILENET).upTo("stage3"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));

            // later features know persons alone, most of them nothing of a bee; guessing gets 0.54
            assertThat(Photos.evaluate(learner, bundle, photos, Subset.VALIDATION)
                            .accuracy())
                    .isGreaterThan(0.65);
        }
    }

    private CommandLineRun load(String file, String name, String preprocessing)
            throws IOException, InterruptedException {
        return CommandLineRun.of(
                folder,
                "backbones",
                "import",
                Fixtures.path("weights/" + file).toString(),
                "--name",
                name,
                "--preprocessing",
                preprocessing,
                "--json");
    }

    /** In the cache folder that the command has used. */
    private TransferLearner learner() {
        return TransferLearner.create(Workshop.settings(CommandLineRun.cache(folder)));
    }
}
