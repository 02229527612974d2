package org.tl4j.onnx.importing;

import java.nio.FloatBuffer;
import java.util.List;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;

/** The pictures of a trial: the fixed picture of reference outputs, then the same upside down and paler. */
final class FixedPictures {
    private FixedPictures() {}

    static ImageBatch of(Preprocessing preprocessing, int images) {
        ImageBatch picture = new ReferenceOutput("picture", List.of(0.0)).input(preprocessing);
        ImageBatch batch = ImageBatch.allocate(images, preprocessing);
        int plane = picture.height() * picture.width();
        batch.values().put(0, picture.values(), 0, picture.values().limit());
        for (int image = 1; image < images; image++) {
            FloatBuffer target = batch.image(image);
            for (int i = 0; i < target.limit(); i++) {
                // each plane backwards, so that the channels stay in their range
                target.put(i, 0.5f * picture.values().get((i / plane) * plane + plane - 1 - i % plane));
            }
        }
        return batch;
    }
}
