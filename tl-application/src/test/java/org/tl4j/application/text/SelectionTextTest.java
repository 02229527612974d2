package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tl4j.core.weights.WeightsOrigin;

class SelectionTextTest {
    private static final Path FOLDER = Path.of("weights");

    @Test
    void saysSizeLicenceAndAddressOfWhatIsFetched() {
        assertThat(SelectionText.selected(Selections.resnet18(WeightsOrigin.FETCHED), FOLDER))
                .contains("no network that fits these images is on this machine: fetching resnet18-imagenet"
                        + " (about 46.8 MB, licence BSD-3-Clause) from https://example.org/resnet18.safetensors;"
                        + " it is kept in weights");
        assertThat(SelectionText.selected(Selections.resnet18(WeightsOrigin.FETCHED, true), FOLDER))
                .hasValueSatisfying(line -> assertThat(line).startsWith("fetching resnet18-imagenet (about 46.8 MB"));
    }

    @Test
    void saysNothingOfANamedBackboneThatIsHere() {
        assertThat(SelectionText.selected(Selections.resnet18(WeightsOrigin.PRESENT, true), FOLDER))
                .isEmpty();
        assertThat(SelectionText.selected(Selections.resnet18(WeightsOrigin.PRESENT), FOLDER))
                .contains("using resnet18-imagenet, since no backbone was named");
    }
}
