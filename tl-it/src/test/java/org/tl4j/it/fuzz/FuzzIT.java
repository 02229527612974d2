package org.tl4j.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.it.kit.Fixtures;

/**
 * A few mutations of everything that reads what others have written, in processes of their own, since native code is part of
 * it. By hand: {@code mvn verify -pl tl-it -am -Dit.test=FuzzIT -Dtl.fuzz.cases=5000 -Dtl.fuzz.seed=2}.
 */
class FuzzIT {
    private static final int CASES = Integer.getInteger("tl.fuzz.cases", 40);
    private static final long SEED = Long.getLong("tl.fuzz.seed", 1);
    private static final long SECONDS = 30;
    /** Fewer cases say nothing of growth: classes are loaded and code is compiled in them. */
    private static final int CASES_OF_GROWTH = 800;

    private static final long MOST_MEGABYTES = 64;

    /** What is read here leads to images that are missing, or to a run that is interrupted soon. */
    private static final Set<String> NEVER_DONE = Set.of("yaml", "run", "checkpoint");

    private static final Map<String, Future<FuzzCampaign.Report>> CAMPAIGNS = new HashMap<>();

    @TempDir
    private static Path folder;

    private static ExecutorService campaigns;

    /**
     * One process per processor, since most of a short campaign is the start of its process, and one for downloads, which
     * mostly wait.
     */
    @BeforeAll
    static void startCampaigns() throws Exception {
        FuzzSeeds.make(folder);
        campaigns = Executors.newFixedThreadPool(1 + Runtime.getRuntime().availableProcessors());
        targets()
                .forEach(target -> CAMPAIGNS.put(
                        target,
                        campaigns.submit(
                                () -> new FuzzCampaign(target, CASES, SEED, SECONDS).run(folder.resolve(target)))));
    }

    @AfterAll
    static void endCampaigns() {
        campaigns.shutdownNow();
    }

    static Stream<String> targets() {
        return FuzzTargets.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyMutationEndsInAResultOrInAnErrorOfOurs(String target) throws Exception {
        if (target.equals("keras")) {
            FuzzTargets.KERAS_FILES.forEach(Fixtures::path);
        }
        FuzzCampaign.Report report = CAMPAIGNS.get(target).get();

        System.out.println(report);
        assertThat(report.defects()).as("%s, seed %d", report, SEED).isEmpty();
        assertThat(report.counts().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(CASES);
        assertThat(NEVER_DONE.contains(target) || report.counts().containsKey(Verdict.READ))
                .as("some of the originals among the cases must be read: %s", report)
                .isTrue();
        report.memory()
                .filter(memory -> memory.cases() >= CASES_OF_GROWTH)
                .ifPresent(memory -> assertThat(memory.after() - memory.before())
                        .as("growth of %s in megabytes", report)
                        .isLessThan(MOST_MEGABYTES));
    }
}
