import { serve } from "../background.js";
import { tellingDeeds } from "../telling.js";

serve(tellingDeeds());
