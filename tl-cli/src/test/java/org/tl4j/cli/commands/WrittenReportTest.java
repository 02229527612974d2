package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.cli.Captured;
import org.tl4j.cli.output.ResumeHint;
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
    void whileTheReportOfAModelIsMadeItIsKnownWhatAnInterruptCosts() {
        ResumeHint resumption = new ResumeHint();
        Context context = new Context(captured.console(), () -> null, resumption, engine -> null);
        List<Optional<String>> during = new ArrayList<>();

        Optional<Path> written =
                WrittenReport.ofModel(Optional.of(Path.of("insects.html")), Path.of("insects.tlz"), context, () -> {
                    during.add(resumption.finished());
                    throw new DataException("photos", "must be there", "none", "");
                });

        assertThat(written).isEmpty();
        assertThat(during)
                .containsExactly(Optional.of(
                        "the model is complete in insects.tlz, but its report was not written; for a report on other"
                                + " images: tl evaluate insects.tlz --data OTHER-IMAGES --report insects.html"));
        assertThat(resumption.finished()).isEmpty();
        assertThat(captured.err()).contains("warning: the report was not written: photos must be there");
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
