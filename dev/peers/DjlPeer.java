import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** DJL with its PyTorch engine as a peer of {@code dev/bench-peers}: TorchScript files, and lines as BenchPeers says. */
public final class DjlPeer {
    private static final int BATCH = 16;

    private DjlPeer() {}

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        ZooModel<NDList, NDList> model = null;
        Predictor<NDList, NDList> predictor = null;
        NDManager manager = null;
        NDArray images = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            String answer = "done";
            switch (words[0]) {
                case "open" -> {
                    model = Criteria.builder()
                            .setTypes(NDList.class, NDList.class)
                            .optModelPath(work.resolve(words[1] + ".pt"))
                            .optEngine("PyTorch")
                            .optDevice(Device.cpu())
                            .optTranslator(new NoopTranslator())
                            .build()
                            .loadModel();
                    predictor = model.newPredictor();
                    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                    images = manager.randomNormal(new Shape(BATCH, 3, 224, 224));
                    predictor.predict(new NDList(images)).close();
                    predictor.predict(new NDList(images)).close();
                }
                case "run" -> {
                    double seconds = Double.parseDouble(words[1]);
                    int batches = 0;
                    long begin = System.nanoTime();
                    while (batches == 0 || System.nanoTime() - begin < seconds * 1e9) {
                        predictor.predict(new NDList(images)).close();
                        batches++;
                    }
                    answer = Double.toString(BATCH * batches * 1e9 / (System.nanoTime() - begin));
                }
                default -> {
                    predictor.close();
                    manager.close();
                    model.close();
                }
            }
            System.out.println("peer " + answer);
        }
    }
}
