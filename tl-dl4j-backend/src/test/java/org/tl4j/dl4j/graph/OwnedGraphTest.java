package org.tl4j.dl4j.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.tl4j.dl4j.Started;

class OwnedGraphTest {
    @Test
    void oneDaemonComputesForAllCallers() throws InterruptedException {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (OwnedGraph owned = new OwnedGraph(graph())) {
            for (int i = 0; i < 10; i++) {
                Thread caller = new Thread(() -> workers.add(owned.use(graph -> Thread.currentThread())));
                caller.start();
                caller.join();
            }
        }

        assertThat(workers).hasSize(1).allMatch(Thread::isDaemon).doesNotContain(Thread.currentThread());
        Thread worker = workers.iterator().next();
        Assertions.assertTimeout(Duration.ofSeconds(30), () -> worker.join());
    }

    @Test
    void workMayUseItsGraphAgain() {
        try (OwnedGraph owned = new OwnedGraph(graph())) {
            long found = owned.use(outer -> parameters(owned));

            assertThat(found).isEqualTo(8);
        }
    }

    @Test
    void whatTheWorkThrowsIsThrownUnchanged() {
        IllegalArgumentException exception = new IllegalArgumentException("no");
        StackOverflowError error = new StackOverflowError("deep");
        try (OwnedGraph owned = new OwnedGraph(graph())) {
            assertThatThrownBy(() -> owned.use(graph -> {
                        throw exception;
                    }))
                    .isSameAs(exception);
            assertThatThrownBy(() -> owned.use(graph -> {
                        throw error;
                    }))
                    .isSameAs(error);
            assertThat(parameters(owned)).isEqualTo(8);
        }
    }

    @Test
    void interruptOfTheCallerStaysSetAndLosesNothing() {
        try (OwnedGraph owned = new OwnedGraph(graph())) {
            Thread.currentThread().interrupt();

            assertThat(parameters(owned)).isEqualTo(8);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closedOneRefusesWork() {
        OwnedGraph owned = new OwnedGraph(graph());
        owned.close();

        assertThatThrownBy(() -> parameters(owned)).isInstanceOf(IllegalStateException.class);
        assertThatCode(owned::close).doesNotThrowAnyException();
    }

    @Test
    void graphThatWasNeverInitialisedCanBeFreed() {
        ComputationGraph graph = new ComputationGraph(graph().getConfiguration());

        assertThatCode(() -> OwnedGraph.free(graph)).doesNotThrowAnyException();
    }

    private static long parameters(OwnedGraph owned) {
        return owned.use(ComputationGraph::numParams);
    }

    private static ComputationGraph graph() {
        Started.runtime();
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("input")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(3)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "input")
                .setOutputs("output")
                .build());
        graph.init();
        return graph;
    }
}
