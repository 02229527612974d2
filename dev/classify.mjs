import ort from "onnxruntime-node";
import sharp from "sharp";

const [model, ...photos] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model);
for (const photo of photos) {
    const { data, info } = await sharp(photo).rotate().removeAlpha().toColourspace("srgb").raw()
        .toBuffer({ resolveWithObject: true });
    const image = new ort.Tensor("uint8", data, [1, info.height, info.width, 3]);
    const { probabilities } = await session.run({ image });
    console.log(JSON.stringify({ photo, probabilities: [...probabilities.data] }));
}
