package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;

class ProblemDocumentTest {
    private static final Problem PROBLEM = new Problem("a", "must be b", "c", "do d");

    @Test
    void eachCategoryHasAStatus() {
        List<Tl4jException> failures = List.of(
                new UsageException(PROBLEM),
                new DataException(PROBLEM),
                new WeightsException(PROBLEM),
                new BundleException(PROBLEM),
                new TrainingException(PROBLEM),
                new InterruptedWorkException(PROBLEM),
                new EnvironmentException(PROBLEM));

        assertThat(failures.stream().map(ProblemDocument::status)).containsExactly(400, 422, 500, 500, 500, 503, 500);
        Set<Category> met = EnumSet.noneOf(Category.class);
        failures.forEach(failure -> met.add(failure.category()));
        assertThat(met).isEqualTo(EnumSet.allOf(Category.class));
    }

    @Test
    void onlyFailuresOfTheRequestAreShown() {
        assertThat(ProblemDocument.isOfRequest(new DataException(PROBLEM))).isTrue();
        assertThat(ProblemDocument.isOfRequest(new BundleException(PROBLEM))).isFalse();
        assertThat(ProblemDocument.internal("run-1").remedy()).contains("run-1");
    }

    @Test
    void hasTheFourParts() {
        ProblemDocument document = ProblemDocument.of(new DataException(PROBLEM));

        assertThat(document)
                .returns("a", ProblemDocument::subject)
                .returns("must be b", ProblemDocument::rule)
                .returns("c", ProblemDocument::found)
                .returns("do d", ProblemDocument::remedy)
                .returns("a must be b, found c; do d", ProblemDocument::detail)
                .returns("data", ProblemDocument::category)
                .returns("LAYOUT", ProblemDocument::kind)
                .returns("Unprocessable Content", ProblemDocument::title);
    }
}
