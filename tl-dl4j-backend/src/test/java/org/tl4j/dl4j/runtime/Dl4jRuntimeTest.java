package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.junit.jupiter.api.Test;

class Dl4jRuntimeTest {
    private final Dl4jRuntime runtime = Dl4jRuntime.start(new RuntimeSettings(true));

    @Test
    void usesOneDnn() {
        OneDnnMachine.assume();

        assertThat(runtime.helpers()).isEqualTo(HelperUse.IN_USE);
        assertThat(runtime.helpersInUse()).isTrue();
        assertThat(runtime.nativeLibrary()).startsWith(Loader.getPlatform() + "-onednn-");
    }

    @Test
    void usesWidestVectorsOfTheProcessor() {
        OneDnnMachine.assume();
        assumeThat(Processor.vectorLevel().orElse(0)).isGreaterThanOrEqualTo(3);
        assumeThat(Loader.getPlatform()).doesNotStartWith("macosx");

        assertThat(runtime.nativeLibrary()).endsWith("-avx512");
    }

    @Test
    void convolutionOfGraphHasHelper() {
        OneDnnMachine.assume();
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer(
                        "convolution",
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                        "image")
                .addLayer("loss", new CnnLossLayer.Builder().build(), "convolution")
                .setOutputs("loss")
                .build());
        graph.init();

        assertThat(graph.getLayer("convolution").getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    }

    @Test
    void reportsWhatIsLoaded() {
        assertThat(runtime.backend()).isEqualTo("CPU");
        assertThat(runtime.nd4jVersion()).isEqualTo("1.0.0-M2.1");
        assertThat(runtime.threads()).isPositive();
        assertThat(runtime.description())
                .contains(
                        "ND4J 1.0.0-M2.1 on CPU",
                        runtime.nativeLibrary(),
                        runtime.helpers().toString());
    }

    /** The keys of stored features hold this text. If this test fails, no stored feature is found any more. */
    @Test
    void descriptionIsThatOfEveryVersion() {
        assertThat(new Dl4jRuntime("CPU", "1.0.0-M2.1", "linux-x86_64-onednn-avx2", HelperUse.IN_USE, 4).description())
                .isEqualTo("ND4J 1.0.0-M2.1 on CPU, library linux-x86_64-onednn-avx2, oneDNN in use");
        assertThat(new Dl4jRuntime("CPU", "1.0.0-M2.1", "macosx-arm64", HelperUse.OFF, 1).description())
                .isEqualTo("ND4J 1.0.0-M2.1 on CPU, library macosx-arm64, oneDNN off");
        assertThat(new Dl4jRuntime("CUDA", "1.0.0-M2.1", "cuda", HelperUse.NOT_APPLICABLE, 1).description())
                .isEqualTo("ND4J 1.0.0-M2.1 on CUDA, library cuda, oneDNN not applicable");
    }

    @Test
    void graphicsCardHasNoPartInOneDnn() {
        assertThat(OneDnnHelpers.start("CUDA", true)).isEqualTo(HelperUse.NOT_APPLICABLE);
    }

    @Test
    void laterStartChangesNothing() {
        assertThat(Dl4jRuntime.start(new RuntimeSettings(true))).isEqualTo(runtime);
        assertThat(Dl4jRuntime.start(new RuntimeSettings(false))).isEqualTo(runtime);
    }
}
