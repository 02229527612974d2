package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.Captured;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.learner.ComparisonRequest;

class WrittenReportTest {
    private final Captured captured = Captured.plain();
    private final ComparisonRequest request = ComparisonRequest.of(Path.of("photos"));

    @Test
    void aComparisonThatFailsIsAWarning() {
        assertThat(WrittenReport.comparison(
                        same -> {
                            throw new DataException("class ants", "must have two images", "1", "");
                        },
                        captured.console(),
                        request))
                .isEmpty();

        assertThat(captured.err())
                .contains("warning: strategies were not compared for the report: class ants must have two images");
    }

    @Test
    void anInterruptedComparisonEndsTheCommand() {
        InterruptedWorkException interrupted = new InterruptedWorkException("training", "was interrupted", "", "");

        assertThatThrownBy(() -> WrittenReport.comparison(
                        same -> {
                            throw interrupted;
                        },
                        captured.console(),
                        request))
                .isSameAs(interrupted);
        assertThat(captured.err()).isEmpty();
    }
}
