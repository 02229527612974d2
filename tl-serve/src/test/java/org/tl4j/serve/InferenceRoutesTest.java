package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Open Inference Protocol where things are not as they should be. */
class InferenceRoutesTest {
    private static final String INFER = "/v2/models/colours/infer";
    private static final String TENSOR =
            "{\"inputs\": [{\"name\": \"images\", \"datatype\": \"FP32\", \"shape\": [1, 3, 1, 1], \"data\": [%s, 0,"
                    + " 0]}]}";

    @TempDir
    private Path folder;

    @Test
    void aTensorWithoutFiniteProbabilitiesIsRefusedAndHarmsNobody() throws Exception {
        try (ServerFixture fixture = ServerFixture.start(folder)) {
            fixture.models.batches.drainPermits();
            CompletableFuture<HttpResponse<String>> computing = fixture.async("0.1");
            fixture.awaitComputing();
            CompletableFuture<HttpResponse<String>> other = fixture.async("0.75");
            CompletableFuture<HttpResponse<String>> poisoned =
                    fixture.asyncPost(INFER, "application/json", TENSOR.formatted("3e38"));
            fixture.awaitWaiting(2);
            fixture.models.batches.release(100);

            assertThat(computing.join().statusCode()).isEqualTo(200);
            assertThat(other.join().statusCode()).isEqualTo(200);
            assertThat(poisoned.join().statusCode()).isEqualTo(400);
            assertThat(poisoned.join().body()).contains("finite probabilities");
        }
    }
}
