package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.TuningProcess;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingRequest;

/** Training that lasts, and training that goes wrong in the middle. */
@ExtendWith(WorkshopExtension.class)
class LongRunIT {
    private static final int IMAGES_PER_CLASS = 4;

    /** A step of 16 images holds some 60 MB of activations: a network that leaked them would need gigabytes. */
    private static final long GROWTH = 100L << 20;

    private final Workshop workshop;
    private final Path folder;

    LongRunIT(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.newFolder("long-run");
    }

    @Test
    void memoryStaysFlatOverFiftyEpochs() {
        List<Long> used = new ArrayList<>();
        workshop.learner()
                .train(request(50, FineTuningSettings.DEFAULT.gradient()).withListener(event -> {
                    if (event instanceof EpochEnded) {
                        used.add(outsideTheHeap());
                    }
                }));

        assertThat(used).hasSize(50);
        assertThat(used.get(49) - used.get(9))
                .as("bytes more after epoch 50 than after epoch 10: %s", used)
                .isLessThan(GROWTH);
    }

    private static long outsideTheHeap() {
        System.gc();
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    @Test
    void explodingLossStopsWithItsStepAndRate() {
        // fine-tuning limits its rates, training from fresh weights does not
        GradientSettings wild = FromScratchSettings.DEFAULT.gradient().withLearningRate(1e6);
        TrainingRequest request = request(3, FineTuningSettings.DEFAULT.gradient())
                .withStrategy(new FromScratchSettings(wild.withEpochs(3)));

        assertThatThrownBy(() -> workshop.learner().train(request))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("loss of from-scratch, epoch 1")
                .hasMessageContaining("at learning rate")
                .hasMessageContaining("start again with learning-rate=1e+05");
        assertThat(folder.resolve("model.tlz")).doesNotExist();
    }

    private TrainingRequest request(int epochs, GradientSettings gradient) {
        Path photos = folder.resolve("photos");
        Garments.read().writeParts(IMAGES_PER_CLASS, 1, photos);
        return TrainingRequest.of(photos, folder.resolve("model.tlz"))
                .withBackbone(BackboneRequest.of(TuningProcess.BACKBONE))
                .withStrategy(FineTuningSettings.DEFAULT.withGradient(gradient.withEpochs(epochs)));
    }
}
