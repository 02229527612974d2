package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.weights.WeightsOrigin;

class FirstTrainingTextTest {
    private static final Path FOLDER = Path.of("weights");

    @Test
    void saysWhatTheFirstTrainingWillDo() {
        assertThat(FirstTrainingText.outlook(Optional.of(Selections.resnet18(WeightsOrigin.PRESENT))))
                .contains("resnet18-imagenet, which is on this machine");
        assertThat(FirstTrainingText.outlook(Optional.of(Selections.resnet18(WeightsOrigin.FETCHED))))
                .contains("fetches resnet18-imagenet (about 46.8 MB", "once");
        assertThat(FirstTrainingText.outlook(Optional.of(Selections.resnet18(WeightsOrigin.MISSING))))
                .contains("training on photos stops", "nothing may be fetched");
        assertThat(FirstTrainingText.outlook(Optional.empty())).contains("--backbone");
    }

    @Test
    void hasARemedyOnlyWhereTrainingWouldStop() {
        assertThat(FirstTrainingText.remedy(Optional.of(Selections.resnet18(WeightsOrigin.MISSING)), FOLDER))
                .hasValueSatisfying(remedy -> assertThat(remedy)
                        .contains("save it in weights as resnet18-imagenet.safetensors", "TL_MIRROR"));
        assertThat(FirstTrainingText.remedy(Optional.of(Selections.resnet18(WeightsOrigin.FETCHED)), FOLDER))
                .isEmpty();
    }
}
