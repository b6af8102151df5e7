import { serve } from "../background.js";
import { sealingDeeds } from "../sealing.js";

serve(sealingDeeds());
