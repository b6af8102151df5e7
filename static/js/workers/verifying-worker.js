import { serve } from "../background.js";
import { verifyingDeeds } from "../verifying.js";

serve(verifyingDeeds());
